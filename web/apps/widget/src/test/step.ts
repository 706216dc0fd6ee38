import { act } from '@testing-library/preact';

/** Does something and lets the screen catch up. */
export function step(run: () => void): void {
  void act(run);
}
