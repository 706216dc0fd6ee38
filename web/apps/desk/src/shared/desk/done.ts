import { say } from '../ui/toasts';
import { sentenceOf } from '../words/errors';

/** Waits for what was begun and says how it went; false when it went wrong, which has been said by then. */
export async function done(work: Promise<unknown>, said?: () => void): Promise<boolean> {
  try {
    await work;
    said?.();
    return true;
  } catch (error) {
    say(sentenceOf(error), { tone: 'bad' });
    return false;
  }
}
