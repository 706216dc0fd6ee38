import type { CategoryRecord } from '@deskbell/protocol';
import { useDesk } from '../../../shared/desk/context';
import { useRecordsChanged } from '../../../shared/desk/records';
import { say } from '../../../shared/ui/toasts';
import { TextField } from '../fields/TextField';
import { DeleteButton } from '../kit/DeleteButton';
import { FormCard } from '../kit/FormCard';
import { useGo } from '../pages/links';
import { Page } from '../pages/Page';
import type { Problems } from '../kit/problems';
import { useForm } from '../kit/useForm';
import { strings } from './strings';

const LONGEST_NAME = 60;
const LONGEST_KEY = 40;
const KEY = /^[a-z0-9][a-z0-9_-]*$/;

interface Values {
  name: string;
  key: string;
}

/** A key made from a name: "Gift cards" is "gift-cards". */
export function keyFrom(name: string): string {
  const plain = name.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
  return plain.replace(/^-/, '').slice(0, LONGEST_KEY).replace(/-+$/, '');
}

/** One category; null makes a new one. */
export function CategoryForm({ category, back }: { category: CategoryRecord | null; back: { section: string; words: string } }) {
  const { categories } = useDesk().client.rest.settings;
  const changed = useRecordsChanged();
  const go = useGo();
  const check = ({ name, key }: Values): Problems => {
    const found: Record<string, string> = {};
    if (name.trim() === '') found.name = strings.nameMissing;
    if (!category && !KEY.test(key)) found.key = strings.keyWrong;
    return found;
  };
  const form = useForm<Values>({
    initial: { name: category?.name ?? '', key: category?.key ?? '' },
    check,
    conflict: 'key',
    save: async (_, { name, key }) => {
      await (category ? categories.change(category.id, { name: name.trim() }) : categories.add({ name: name.trim(), key }));
      await changed('categories');
    },
    saved: () => {
      if (category) return;
      say(strings.made(form.values.name.trim()));
      go(back.section, undefined, true);
    },
  });
  const { name, key } = form.values;
  // Until somebody writes a key of their own, it follows the name.
  const rename = (next: string) => form.set(!category && key === keyFrom(name) ? { name: next, key: keyFrom(next) } : { name: next });
  return (
    <Page title={category?.name ?? strings.newTitle} back={back}>
      <FormCard form={form}>
        <TextField {...form.field('name')} onChange={rename} label={strings.name} hint={strings.nameHint} most={LONGEST_NAME} />
        <TextField
          {...form.field('key')}
          label={strings.key}
          hint={category ? strings.keyFixed : strings.keyHint}
          most={LONGEST_KEY}
          disabled={category !== null}
          code
        />
      </FormCard>
      {category && (
        <DeleteButton
          kind="categories"
          section={back.section}
          name={category.name}
          meaning={strings.removeMeaning}
          before={form.discard}
          remove={() => categories.remove(category.id)}
          restore={() => categories.add({ name: category.name, key: category.key })}
        />
      )}
    </Page>
  );
}
