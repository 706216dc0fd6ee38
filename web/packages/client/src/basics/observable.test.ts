import { describe, expect, it } from 'vitest';
import { cell, counted } from './observable';

describe('an observable', () => {
  it('tells of changes only, and nobody who has stopped', () => {
    const value = cell(1);
    const heard: number[] = [];
    const stop = value.subscribe(() => heard.push(value.get()));
    value.set(1);
    value.set(2);
    stop();
    stop();
    value.set(3);
    expect(heard).toEqual([2]);
  });

  it('is not disturbed by a listener that stops while it is told', () => {
    const value = cell(0);
    const heard: string[] = [];
    const stopFirst = value.subscribe(() => {
      heard.push('first');
      stopFirst();
    });
    value.subscribe(() => heard.push('second'));
    value.set(1);
    value.set(2);
    expect(heard).toEqual(['first', 'second', 'second']);
  });

  it('counts one function subscribed twice as two', () => {
    const turns: boolean[] = [];
    const value = counted(cell(0), (watched) => turns.push(watched));
    const listener = () => undefined;
    const [one, two] = [value.subscribe(listener), value.subscribe(listener)];
    one();
    one();
    expect(turns).toEqual([true]);
    two();
    expect(turns).toEqual([true, false]);
  });
});
