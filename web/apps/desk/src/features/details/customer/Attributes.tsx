import { Pair, Section } from '../Section';
import { strings } from '../strings';

/** More than this many are cut: the host's application knows the rest. */
const MOST = 30;

/** What the host's token says about the customer, as text. */
export function Attributes({ attributes }: { attributes: Record<string, unknown> | null | undefined }) {
  const pairs = Object.entries(attributes ?? {}).slice(0, MOST);
  if (pairs.length === 0) return null;
  return (
    <Section title={strings.attributes}>
      <dl>
        {pairs.map(([name, value]) => (
          <Pair key={name} name={name}>
            <bdi>{written(value)}</bdi>
          </Pair>
        ))}
      </dl>
    </Section>
  );
}

function written(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
