/** The word by which an upload that somebody stopped ends. */
export class Stopped extends Error {
  override readonly name = 'Stopped';
}
