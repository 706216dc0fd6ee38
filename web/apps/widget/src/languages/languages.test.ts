import { afterEach, describe, expect, it, vi } from 'vitest';
import { fetchLanguage, keepChosen, LANGUAGES, spokenOf, type LanguageCode } from '../boot/language';
import { chooseLocale, formatTag, setLocale } from '../boot/locale';
import { strings as emoji } from '../features/writing/emoji/strings';
import { strings as language } from '../features/language/strings';
import { strings as rating } from '../features/rating/strings';
import { strings as request } from '../features/request/strings';
import { refusalWords, strings as widget } from '../strings';
import { count, list, number, speak, spoken, worded } from './speech';

type Words = Readonly<Record<string, unknown>>;

const english = { widget: { ...widget }, request: { ...request }, rating: { ...rating }, emoji: { ...emoji }, language: { ...language } } as unknown as Words;
const CODES = Object.keys(LANGUAGES).filter((code) => code !== 'en') as Exclude<LanguageCode, 'en'>[];
const read = async (code: LanguageCode) => (await fetchLanguage(code))!.default({ count, list }) as unknown as Words;

/** Every sentence below, by its path. Functions are asked with what tells their parameters apart. */
function sentences(words: Words, path = ''): [path: string, said: unknown][] {
  return Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'object' && value !== null ? sentences(value as Words, `${path}${key}.`) : [[`${path}${key}`, value] as [string, unknown]],
  );
}

/** Numbers that reach every plural form of any language: 0, 1, 2, few, many, hundreds, a million. */
const NUMBERS = [0, 1, 2, 3, 11, 100, 1_000_000];
const COUNTED = /\.(here|unread|pill|place|minutes|hours|moreHours|left|over|found)$/;
/** Of five stars. */
const SCORED = /\.(rated|thanks)$/;
const NAMED = /\.(said|says|helps|passedOn|resolved|reopened|closed)$/;

afterEach(() => {
  speak('en');
  keepChosen(null);
  vi.restoreAllMocks();
});

describe.each(CODES)('%s', (code) => {
  it('has every sentence English has, of the same kind, and none that is English by oversight', async () => {
    const [own, theirs] = [sentences(await read(code)), sentences(english)];
    const refusal = (path: string) => path.startsWith('widget.refusals.');
    const shape = (all: typeof own) => all.filter(([path]) => !refusal(path)).map(([path, value]) => `${path} ${typeof value}`);
    expect(shape(own).sort()).toEqual(shape(theirs).sort());
    const said = new Map(own);
    for (const [path] of theirs.filter(([path]) => refusal(path))) expect(said.has(path), path).toBe(true);
    const same = theirs.filter(([path, value]) => typeof value === 'string' && said.get(path) === value).map(([path]) => path);
    // A French message is a message, and an emoji is one in many languages.
    const alike = code === 'fr' ? /\.(messages|label)$|^emoji\.groups\./ : /^emoji\.(label|groups\.)/;
    expect(same.filter((path) => !alike.test(path))).toEqual([]);
    for (const [path, value] of own) if (typeof value === 'string') expect(value.trim(), path).not.toBe('');
  });

  it('says every number in a form of its own rules, and uses what it is given', async () => {
    const words = await read(code);
    speak(LANGUAGES[code], words as Record<string, object>);
    for (const [path, value] of sentences(words)) {
      if (typeof value !== 'function') continue;
      const say = value as (...given: unknown[]) => string;
      if (COUNTED.test(path)) {
        for (const amount of NUMBERS) expect(say(amount), `${path} ${amount}`).not.toMatch(/#|undefined/);
        expect(say(100), path).toContain(number(100));
      } else if (SCORED.test(path)) {
        for (const score of [1, 2, 5]) expect(say(score), path).toContain(String(score));
      } else if (path.endsWith('.typing')) {
        expect(say(['Ana'])).toContain('Ana');
        expect(say(['Ana', 'Bo'])).toContain(list(['Ana', 'Bo']));
        expect(say(['Ana', 'Bo', 'Li'])).not.toMatch(/Ana|Bo|Li/);
      } else if (NAMED.test(path)) {
        expect(say('Ana', 'Hello'), path).toContain('Ana');
        expect(say(null, 'Hello'), path).not.toBe(say('Ana', 'Hello'));
        if (/sa(id|ys)$/.test(path)) expect(say('Ana', 'Hello'), path).toContain('Hello');
      } else {
        // What depends on when somebody answers.
        expect(say('09:30'), path).toContain('09:30');
        expect(say(null), path).not.toMatch(/null|undefined/);
      }
    }
  });
});

it('each language has as many plural forms as its rules know', () => {
  const known = (code: LanguageCode) => new Intl.PluralRules(LANGUAGES[code]).resolvedOptions().pluralCategories.length;
  expect(Object.fromEntries([...CODES, 'en' as const].map((code) => [code, known(code)]))).toEqual({
    en: 2, de: 2, fr: 3, es: 3, pt: 3, ar: 6, ja: 1, zh: 1,
  });
});

it('counts as Arabs do', async () => {
  await setLocale('ar');
  const said = NUMBERS.map((messages) => widget.timeline.pill(messages));
  expect(new Set(said).size).toBe(NUMBERS.length);
  expect(said[2]).toBe('رسالتان جديدتان');
});

describe('which language is spoken', () => {
  it('is the page’s, else the person’s own choice, else the first of their browser’s that is known, else English', async () => {
    const browser = vi.spyOn(navigator, 'languages', 'get').mockReturnValue(['nl', 'fr-CH', 'de']);
    await setLocale(null);
    expect([document.documentElement.lang, spoken.get(), widget.you]).toEqual(['fr', 'fr-CH', 'Vous']);
    await chooseLocale('ja');
    expect([document.documentElement.lang, widget.you]).toEqual(['ja', 'あなた']);
    await setLocale(null);
    expect(widget.you).toBe('あなた');
    await setLocale('de-AT');
    expect([document.documentElement.lang, spoken.get(), widget.you]).toEqual(['de', 'de-AT', 'Sie']);
    keepChosen(null);
    browser.mockReturnValue(['nl']);
    await setLocale('tlh');
    expect([document.documentElement.lang, widget.you]).toEqual(['en', 'You']);
  });

  it('changes the direction with it', async () => {
    await setLocale('ar-EG');
    expect(document.documentElement.dir).toBe('rtl');
    await setLocale('en');
    expect([document.documentElement.dir, widget.timeline.pill(2)]).toEqual(['ltr', '2 new messages']);
  });

  it('is the last one asked for, whichever comes first', async () => {
    await Promise.all([setLocale('ar'), setLocale('pt-BR'), setLocale('en')]);
    expect(widget.you).toBe('You');
  });

  it.each([
    ['en', ['nl-NL'], 'en-NL'],
    ['en', ['de'], 'en-DE'],
    ['de-AT', ['en-US'], 'de-AT'],
    ['de', ['en-US', 'de-CH'], 'de-CH'],
    ['pt', ['pt-PT'], 'pt-PT'],
    ['zh-TW', ['zh-TW'], 'zh-Hans-TW'],
    ['ar', [], 'ar'],
    ['en', ['not a tag'], 'en'],
  ])('%s for somebody who reads %j writes dates as %s', (tag, people, formats) => {
    expect(formatTag(tag, people)).toBe(formats);
  });

  it('is known by its first part', () => {
    expect([spokenOf(['nl', 'PT_br']), spokenOf([]), spokenOf(['constructor'])]).toEqual(['PT_br', 'en', 'en']);
  });
});

it('words that come later are said in the language that is spoken by then', async () => {
  speak('de', { later: { hello: 'Hallo' } });
  const words = worded('later', { hello: 'Hello', bye: 'Bye' });
  expect(words).toEqual({ hello: 'Hallo', bye: 'Bye' });
  speak('en');
  expect(words).toEqual({ hello: 'Hello', bye: 'Bye' });
});

it('a refusal is said by its code: the server’s own sentence is English', async () => {
  const refusal = { code: 'invalid', message: 'A subject has 200 characters at most.' };
  expect(refusalWords(refusal)).toBe(refusal.message);
  await setLocale('es');
  expect(refusalWords(refusal)).toBe('No se ha podido aceptar así. Revise lo que escribió.');
  expect(refusalWords({ code: 'brand_new', message: 'New.' })).toBe('No ha funcionado. Inténtelo de nuevo, por favor.');
});

it('a number stands in its form', () => {
  speak('en-GB');
  expect([count(1, { one: '# bell', other: '# bells' }), count(1500, { one: '# bell', other: '# bells' })]).toEqual(['1 bell', '1,500 bells']);
});
