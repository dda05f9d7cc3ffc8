import { expect, test } from 'vitest';
import { assertNever, Bug, UserError } from '../../src/base/errors.ts';

test('a user error ends with code 1 and no next step unless told otherwise', () => {
  const error = new UserError('no file given');
  expect(error).toMatchObject({ name: 'UserError', message: 'no file given', exitCode: 1, next: undefined });
  expect('cause' in error).toBe(false);
});

test('a user error carries exit code, next step and cause', () => {
  const cause = new Error('ENOENT');
  const error = new UserError('a.csv is not there', { exitCode: 2, next: 'ls', cause });
  expect(error).toMatchObject({ exitCode: 2, next: 'ls', cause });
});

test('a forgotten case of a union is a bug that shows the value', () => {
  expect(() => assertNever({ at: 'lost' } as never)).toThrow(Bug);
  expect(() => assertNever({ at: 'lost' } as never)).toThrow('{"at":"lost"}');
  expect(() => assertNever(undefined as never)).toThrow('undefined');
});
