import { brandShades, type BrandShades, type Scheme } from '@deskbell/ui';
import { ColorField, isColor } from '../fields/ColorField';
import { FormCard } from '../kit/FormCard';
import { useForm } from '../kit/useForm';
import type { InboxPartProps } from './InboxPage';
import { strings } from './strings';

/** The house's own colour, while an inbox has none. */
const HOUSE = '#2f5fb3';
const SURFACES: Record<Scheme, string> = { light: 'oklch(1 0 0)', dark: 'oklch(0.21 0.01 265)' };

/** The colour of an inbox, and how it reads in both looks. */
export function LookForm({ inbox, save }: InboxPartProps) {
  const form = useForm({
    initial: { color: inbox.color ?? '' },
    check: ({ color }): Record<string, string> => (color === '' || isColor(color) ? {} : { color: strings.colorWrong }),
    save: ({ color }) => save({ color: color ? color.toLowerCase() : null }),
  });
  const { color } = form.values;
  const shades = brandShades(isColor(color) ? color : HOUSE);
  return (
    <FormCard form={form} title={strings.look} meaning={strings.lookMeaning}>
      <ColorField {...form.field('color')} label={strings.color} hint={strings.colorHint} beginsAt={HOUSE} placeholder={HOUSE} />
      {shades && (
        <div role="group" aria-label={strings.preview} className="grid gap-3 two:grid-cols-2">
          <Sample scheme="light" shades={shades.light} chosen={color} />
          <Sample scheme="dark" shades={shades.dark} chosen={color} />
        </div>
      )}
    </FormCard>
  );
}

interface SampleProps {
  scheme: Scheme;
  shades: BrandShades;
  chosen: string;
}

/** A customer's message in the colour, as one look shows it. */
function Sample({ scheme, shades, chosen }: SampleProps) {
  const moved = isColor(chosen) && shades.action !== chosen.toLowerCase();
  return (
    <figure className="flex flex-col gap-1.5">
      <div className="flex flex-col items-end gap-2 rounded-card border border-line p-3" style={{ background: SURFACES[scheme] }}>
        <span
          className="rounded-bubble rounded-ee-corner px-3 py-2 text-bubble forced-color-adjust-none"
          style={{ background: shades.action, color: shades.onAction }}
        >
          {strings.sample}
        </span>
        <span className="text-meta underline underline-offset-2 forced-color-adjust-none" style={{ color: shades.link }}>
          {strings.sampleLink}
        </span>
      </div>
      <figcaption className="text-label text-muted">
        {scheme === 'light' ? strings.light : strings.dark}. {moved ? strings.moved : strings.kept}
      </figcaption>
    </figure>
  );
}
