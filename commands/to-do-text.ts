import { assertNever } from '../src/base/errors.ts';
import { isMessageKey } from '../src/words/messages.ts';
import type { Asked } from './asked.ts';
import type { ToDo } from './customer-to-do.ts';
import { quoted } from './quoted.ts';

/** The one thing to do as a sentence with its reason, in the asker's language. */
export function toDoText({ say }: Pick<Asked, 'say'>, todo: ToDo): string {
  switch (todo.kind) {
    case 'overage': {
      const { over, product, assigned, total } = todo;
      return say('to-do.overage', { over, product, assigned, total });
    }
    case 'ending':
    case 'ended': {
      const { kind, type, product, days, total, renewalUnknown } = todo;
      const values = { type, product, days, total: total ?? -1, unknown: renewalUnknown ? 'yes' : 'no' };
      return say(`to-do.${kind}`, values);
    }
    case 'act-now': {
      const [area, cell] = [`area.${todo.area}`, `cell.${todo.cell}`];
      return say('to-do.act-now', {
        area: isMessageKey(area) ? say(area) : todo.area,
        cell: isMessageKey(cell) ? say(cell) : todo.cell,
      });
    }
    case 'agreement': {
      const { id, division, days } = todo;
      return say('to-do.agreement', { id, division, days });
    }
    case 'low-assignment': {
      const { product, assigned, total } = todo;
      return say('to-do.low-assignment', { product, assigned, total });
    }
    case 'nothing':
      return say('to-do.nothing');
    default:
      return assertNever(todo);
  }
}

/** The question that shows more of what is to be done for the customer of this name. */
export function questionFor(todo: ToDo, name: string): string[] {
  const filter = `customer:${quoted(name)}`;
  switch (todo.kind) {
    case 'overage':
      return [`overage ${filter}`];
    case 'ending':
      return [`expiring 90d ${filter}`];
    case 'ended':
      return [`expired 30d ${filter}`];
    case 'act-now':
      return [`cluster act-now ${todo.area}`];
    case 'agreement':
      return [`agreements 90d ${filter}`];
    case 'low-assignment':
      return ['low-assignment'];
    case 'nothing':
      return [];
    default:
      return assertNever(todo);
  }
}
