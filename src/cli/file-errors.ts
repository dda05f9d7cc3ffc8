import { dirname } from 'node:path';
import { UserError } from '../base/errors.ts';

/** What the file system says, as a clause about the path. Codes that are not here are nobody's wrong path. */
const causes: Record<string, (path: string) => string> = {
  ENOENT: (path) => `${path} does not exist, or a folder on the way to it does not.`,
  EACCES: (path) => `This user may not read or write ${path}.`,
  EPERM: (path) => `This user may not read or write ${path}.`,
  EROFS: (path) => `${path} is on a disk that can only be read.`,
  ENOTDIR: (path) => `${path} cannot be: a part of its path is a file and not a folder.`,
  EEXIST: (path) => `${path} exists already.`,
  EISDIR: (path) => `${path} is a folder and not a file.`,
  ENOSPC: (path) => `The disk that holds ${path} is full.`,
  EDQUOT: (path) => `The disk that holds ${path} has no room left for this user.`,
  EFBIG: (path) => `${path} would be larger than files may be here.`,
  ENAMETOOLONG: (path) => `The name ${path} is too long.`,
  ELOOP: (path) => `${path} is a link that leads back to itself.`,
  EMFILE: (path) => `Too many files are open to open ${path} too.`,
  EIO: (path) => `The disk failed while reading or writing ${path}.`,
  EBUSY: (path) => `${path} is in use by another program.`,
};

/** A path that cannot be meant is wrong use; a disk or a right that refuses is a failure. */
const WRONG_USE: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR', 'EEXIST', 'EISDIR', 'ENAMETOOLONG', 'ELOOP']);

interface FileError {
  readonly code: string;
  readonly path: string | undefined;
  /** A folder was to be made where there is a file. */
  readonly isFolder: boolean;
}

const notAFolder = (path: string) => `${path} is a file and not a folder.`;

/** The code and path of what the file system or the database said, looking through what wraps it. */
export function fileErrorIn(error: unknown): FileError | undefined {
  if (!(error instanceof Error)) return undefined;
  if (!('code' in error) || typeof error.code !== 'string') return fileErrorIn(error.cause);
  const path = 'path' in error && typeof error.path === 'string' ? error.path : undefined;
  const isFolder = error.code === 'EEXIST' && 'syscall' in error && error.syscall === 'mkdir';
  return { code: error.code, path, isFolder };
}

/**
 * What a person is told when the file system refuses: the path, the cause and `next`; any other failure is given back
 * as it is. `path` is for the errors that name none, such as those of a disk that fills up.
 */
export function explainFileError(error: unknown, path?: string, next?: string): unknown {
  if (error instanceof UserError) return error;
  const found = fileErrorIn(error);
  const place = found?.path ?? path;
  const say = found && (found.isFolder ? notAFolder : causes[found.code]);
  if (say === undefined || place === undefined) return error;
  return new UserError(say(place), {
    exitCode: WRONG_USE.has(found?.code ?? '') ? 2 : 1,
    next: next ?? `Check that ${place} and the folder ${dirname(place)} are there and that this user may use them.`,
    cause: error,
  });
}
