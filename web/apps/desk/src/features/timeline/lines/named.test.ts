import { expect, it } from 'vitest';
import { namedPieces } from './named';

it('finds colleagues that a note names, the longer name first', () => {
  expect(namedPieces('@Bo Lind and @Bo: look', ['Bo', 'Bo Lind'])).toEqual([
    { text: '@Bo Lind', named: true },
    { text: ' and ', named: false },
    { text: '@Bo', named: true },
    { text: ': look', named: false },
  ]);
});

it('takes a name with signs as it is written', () => {
  expect(namedPieces('@Ann (QA) yes', ['Ann (QA)'])).toEqual([
    { text: '@Ann (QA)', named: true },
    { text: ' yes', named: false },
  ]);
  expect(namedPieces('nobody', [])).toEqual([{ text: 'nobody', named: false }]);
});
