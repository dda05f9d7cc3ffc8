import { brief, by, expectThat, has, type Step, toldTo } from './stage.ts';

/** Files: given in the personal chat with the person's leave, by a link where Teams cannot, and taken in. */
export const fileSteps: readonly Step[] = [
  {
    name: 'Export CSV asks in the personal chat where to put the file, and puts it there',
    only: 'double',
    async run({ scene, see, get, double }) {
      const isConsent = ({ attachments }: { attachments: readonly Record<string, unknown>[] }) =>
        attachments.some(({ contentType }) => String(contentType).endsWith('.file.consent'));
      const asks = await see(() => scene.press(get('list'), 'Export CSV', by(scene)), isConsent);
      expectThat(asks.conversation === scene.people.admin.chat, 'it asks in the personal chat');
      await double?.consent(asks, true, by(scene));
      const saved = await scene.until(toldTo(scene.people.admin, 'OneDrive'));
      const [[name, bytes] = ['', Buffer.alloc(0)]] = double?.uploads ?? [];
      expectThat(bytes.byteLength > 100, 'the file is there');
      return `${name}, ${bytes.byteLength} bytes; ${brief(saved)}`;
    },
  },
  {
    name: 'a slash command of a channel is answered by a message that only they see, where the tenant has them',
    only: 'double',
    async run({ scene, see, double }) {
      double?.setTargeted(true);
      const { general } = scene.places;
      const shown = await see(
        () => double?.slash('overage', by(scene, general)) ?? Promise.reject(new Error('no double')),
        has('Over the licence limit'),
      );
      double?.setTargeted(false);
      expectThat(shown.kind === 'targeted', `only they see it, not a ${shown.kind}`);
      return shown.by;
    },
  },
];
