import type { Label } from '@deskbell/protocol';
import { useDesk } from '../../../shared/desk/context';
import { useRecordsChanged } from '../../../shared/desk/records';
import { say } from '../../../shared/ui/toasts';
import { ColorField, isColor } from '../fields/ColorField';
import { TextField } from '../fields/TextField';
import { DeleteButton } from '../kit/DeleteButton';
import { FormCard } from '../kit/FormCard';
import { useGo } from '../pages/links';
import { Page } from '../pages/Page';
import type { Problems } from '../kit/problems';
import { useForm } from '../kit/useForm';
import { LabelDot } from './LabelDot';
import { strings } from './strings';

/** Characters of a label, as conversations carry it. */
const LONGEST = 40;
const FIRST_COLOR = '#2f5fb3';

interface Values {
  name: string;
  color: string;
}

function check({ name, color }: Values): Problems {
  const found: Record<string, string> = {};
  if (name.trim() === '') found.name = strings.nameMissing;
  if (color !== '' && !isColor(color)) found.color = strings.colorWrong;
  return found;
}

/** One label; null makes a new one. */
export function LabelForm({ label, back }: { label: Label | null; back: { section: string; words: string } }) {
  const { labels } = useDesk().client.rest.settings;
  const changed = useRecordsChanged();
  const go = useGo();
  const form = useForm<Values>({
    initial: { name: label?.name ?? '', color: label?.color ?? '' },
    check,
    conflict: 'name',
    save: async (_, { name, color }) => {
      const body = { name: name.trim(), color: color === '' ? null : color.toLowerCase() };
      await (label ? labels.change(label.id, body) : labels.add(body));
      await changed('labels');
    },
    saved: () => {
      if (label) return;
      say(strings.made(form.values.name.trim()));
      go(back.section, undefined, true);
    },
  });
  const { name, color } = form.values;
  return (
    <Page title={label?.name ?? strings.newTitle} back={back}>
      <FormCard form={form}>
        <TextField {...form.field('name')} label={strings.name} hint={strings.nameHint} most={LONGEST} />
        <ColorField {...form.field('color')} label={strings.color} hint={strings.colorHint} beginsAt={FIRST_COLOR} placeholder={FIRST_COLOR} />
        {name.trim() !== '' && (
          <p className="flex items-center gap-3 text-meta text-muted">
            {strings.preview}
            <span className="flex min-w-0 items-center gap-1.5 rounded-corner bg-sunken px-2 py-1 text-label text-ink">
              <LabelDot color={isColor(color) ? color : null} />
              <bdi className="truncate">{name}</bdi>
            </span>
          </p>
        )}
      </FormCard>
      {label && (
        <DeleteButton
          kind="labels"
          section={back.section}
          name={label.name}
          meaning={strings.removeMeaning}
          before={form.discard}
          remove={() => labels.remove(label.id)}
          restore={() => labels.add({ name: label.name, color: label.color })}
        />
      )}
    </Page>
  );
}
