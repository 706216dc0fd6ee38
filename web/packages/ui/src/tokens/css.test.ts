import { expect, it } from 'vitest';
import { tailwindCss, tokensCss } from './css';

it('tokens.css says what tokens.ts says', async () => {
  await expect(tokensCss()).toMatchFileSnapshot('../tokens.css');
});

it('tailwind.css names every token as a utility', async () => {
  await expect(tailwindCss()).toMatchFileSnapshot('../tailwind.css');
});
