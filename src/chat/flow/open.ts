import { ask } from '../../ask/ask.ts';
import { admit } from '../admission.ts';
import type { Around } from '../around.ts';
import { rowsPerPage } from '../card/answer-card.ts';
import { messageCard } from '../card/message-card.ts';
import type { Dialog } from '../dialog.ts';
import type { Turn } from '../inbox/turn.ts';
import type { Incoming } from '../incoming.ts';
import type { Opened } from '../port.ts';
import { type Press, readPress } from '../press.ts';
import { askDialog } from './ask-dialog.ts';
import { customerDialog } from './customer-dialog.ts';
import { stateText } from './dialog-state.ts';
import { filterDialog } from './filter-dialog.ts';
import { moreDialog } from './more-dialog.ts';
import { answerPress } from './press.ts';
import { recordLeft } from './record.ts';
import { placeOfQuestion, type Scene, sceneOf } from './scene.ts';
import { previewShare } from './share.ts';
import { shareDialog } from './share-dialog.ts';
import { tellAsker } from './tell.ts';
import { undeliveredText } from './undelivered.ts';

type Opening = Extract<Press, { do: 'share' | 'filter' | 'customer' | 'more' }>;

/** Whether a press opens a dialog, which a platform allows for a few seconds only. */
export function opensDialog(press: string): boolean {
  return isOpening(readPress(press));
}

function isOpening(press: Press | undefined): press is Opening {
  return press !== undefined && ['share', 'filter', 'customer', 'more'].includes(press.do);
}

/**
 * Opens the dialog that a press or a message to ask about wants. Whoever may not use it is told so in its place; what
 * takes time is looked up while the dialog stands there already.
 */
export async function openDialog(around: Around, incoming: Incoming): Promise<void> {
  // Nothing is stored: a dialog that was lost in a crash is opened again by pressing again.
  const turn: Turn = { incoming, delivery: incoming.key, beforeChange: settled, beforeSending: settled };
  const admission = await admit(around, incoming);
  const port = around.port(incoming.speaker.platform);
  if (admission.kind === 'refused') {
    await tellAsker({ around, port, turn }, admission.card);
    return;
  }
  const scene = sceneOf(around, turn, admission.asker, admission.profile);
  const { what } = incoming;
  if (what.do === 'ask') {
    const state = stateText('', incoming);
    if (state !== undefined) await open(scene, askDialog(what.text, state, scene.language));
    return;
  }
  const press = what.do === 'press' ? readPress(what.press) : undefined;
  if (!isOpening(press)) return;
  // Says whose it is, as for any other button.
  if (press.of !== incoming.speaker.user) await answerPress(scene, JSON.stringify(press));
  else await openFor(scene, press);
}

async function openFor(scene: Scene, press: Opening): Promise<void> {
  const { around, incoming, language, port, say } = scene;
  const state = stateText(press.q, incoming);
  if (state === undefined) return tell(scene, say('chat.question-too-long'));
  const { vocabulary } = around.desk();
  switch (press.do) {
    case 'filter': {
      const dialog = filterDialog(press.q, state, language, vocabulary);
      return dialog === undefined ? tell(scene, say('chat.old-button')) : open(scene, dialog);
    }
    case 'customer': {
      const names = await namesOn(scene, press.q);
      if (names.length > 0)
        await recordLeft(around, scene.asker, incoming, { action: 'names', subject: press.q, rows: names.length });
      return open(scene, customerDialog(names, state, language));
    }
    case 'more':
      return open(scene, moreDialog(state, language));
    case 'share': {
      const opened = await port.openDialog(incoming.handle, shareDialog({ kind: 'looking' }, state, language));
      if (opened.at === 'refused') return notOpened(scene, opened);
      const preview = await previewShare(scene, press.q);
      if (preview.kind === 'ready') {
        const detail = { customers: preview.customers };
        await recordLeft(around, scene.asker, incoming, { action: 'preview', subject: press.q, rows: null, detail });
      }
      const dialog = shareDialog(preview, state, language);
      return port.changeDialog(incoming.speaker.team, opened.id, dialog);
    }
  }
}

async function open(scene: Scene, dialog: Dialog): Promise<void> {
  const opened = await scene.port.openDialog(scene.incoming.handle, dialog);
  if (opened.at === 'refused') await notOpened(scene, opened);
}

/** What is late, or did not get through, opens when it is pressed again; anything else has a cause of its own. */
function notOpened(scene: Scene, refused: Extract<Opened, { at: 'refused' }>): Promise<void> {
  const isLate = refused.why === 'expired' || refused.why === 'unreachable';
  return tell(scene, isLate ? scene.say('chat.dialog-late') : undeliveredText(refused, scene.say));
}

async function tell(scene: Scene, text: string): Promise<void> {
  await tellAsker(scene, messageCard(text));
}

/** The customers on the page that a question shows. */
async function namesOn({ around, asker, incoming, language }: Scene, q: string): Promise<string[]> {
  const desk = around.desk();
  const pageSize = rowsPerPage(q, desk.vocabulary);
  const outcome = await ask(desk, { text: q, asker, language, pageSize, place: placeOfQuestion(incoming) });
  if (outcome.kind === 'error') return [];
  return (outcome.answer.table?.rows ?? []).flatMap(({ customer }) => (typeof customer === 'string' ? [customer] : []));
}

async function settled(): Promise<void> {}
