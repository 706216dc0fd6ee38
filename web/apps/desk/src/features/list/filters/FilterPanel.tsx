import { Button, Icon } from '@deskbell/ui';
import { Download, ListFilter as Funnel } from 'lucide-react';
import { Popover } from 'radix-ui';
import { useState } from 'react';
import type { ConversationCounts } from '@deskbell/protocol';
import { useNames } from '../../../shared/desk/names';
import { useDesk } from '../../../shared/desk/context';
import { hintOf } from '../../../shared/keys/bindings';
import { useAction } from '../../../shared/keys/actions';
import { CheckLine } from '../../../shared/ui/CheckLine';
import { Choice } from '../../../shared/ui/Choice';
import { ColorMark } from '../../../shared/ui/ColorMark';
import type { ListFilter } from '../filter';
import { strings } from '../strings';
import { CHOICES, SWITCHES, UNNARROWED, valuesOf, type ChoiceName } from './narrowings';

export interface FilterPanelProps {
  filter: ListFilter;
  onFilter: (change: Partial<ListFilter>) => void;
  counts: ConversationCounts | undefined;
  /** How many things narrow the list now. */
  narrowed: number;
  /** Where the list as it is filtered can be had as a file. */
  exportHref: string;
}

/** Everything else the list can be narrowed by. */
export function FilterPanel({ filter, onFilter, counts, narrowed, exportHref }: FilterPanelProps) {
  const { me } = useDesk();
  const [open, setOpen] = useState(false);
  useAction('list.filter', () => setOpen(true));
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger asChild>
        <Button tone={narrowed > 0 ? 'quiet' : 'plain'} shape={narrowed > 0 ? 'text' : 'square'} aria-label={strings.filterLabel(narrowed)} title={`${strings.filters} (${hintOf('list.filter')})`}>
          <Icon of={Funnel} />
          {narrowed > 0 && <span className="db-figures">{narrowed}</span>}
        </Button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="end"
          sideOffset={4}
          collisionPadding={8}
          aria-label={strings.filters}
          className="float z-30 max-h-(--radix-popover-content-available-height) w-72 overflow-y-auto rounded-card border border-line bg-surface p-1.5 shadow-float outline-none"
        >
          {SWITCHES.map((name) => (
            <CheckLine
              key={name}
              checked={filter[name] ?? false}
              onChange={(on) => onFilter({ [name]: on || undefined })}
              end={<Count of={name === 'followed' ? undefined : counts?.[name]} />}
            >
              {strings.narrowings[name]}
            </CheckLine>
          ))}
          <hr className="mx-2 my-1 border-line" />
          {CHOICES.map((name) => (
            <ChoiceLine key={name} name={name} filter={filter} onFilter={onFilter} />
          ))}
          <hr className="mx-2 my-1 border-line" />
          <div className="flex items-center justify-between gap-2">
            {me.role === 'admin' ? (
              <a href={exportHref} download className="db-button" data-tone="plain" data-size="small" title={strings.exportMeaning}>
                <Icon of={Download} /> {strings.export}
              </a>
            ) : (
              <span />
            )}
            <Button tone="plain" size="small" disabled={narrowed === 0} onClick={() => onFilter(UNNARROWED)}>
              {strings.clearFilters}
            </Button>
          </div>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function Count({ of }: { of: number | undefined }) {
  return of === undefined ? null : <span className="db-figures text-label text-muted">{of}</span>;
}

function ChoiceLine({ name, filter, onFilter }: Pick<FilterPanelProps, 'filter' | 'onFilter'> & { name: ChoiceName }) {
  const names = useNames();
  const values = valuesOf(name, names);
  if (values.length === 0) return null;
  // Whose conversations: the tabs decide it where they are one's own or nobody's.
  if (name === 'agent' && filter.tab !== 'all') return null;
  const options = [
    { value: '', words: strings.any },
    ...values.map(({ value, words, color }) => ({ value, words, mark: color === undefined ? undefined : <ColorMark color={color} /> })),
  ];
  return (
    <div className="flex min-h-8 items-center justify-between gap-3 ps-2 text-meta">
      <span className="text-muted">{strings.narrowings[name]}</span>
      <Choice
        label={strings.narrowings[name]}
        value={filter[name] ?? ''}
        options={options}
        onChange={(value) => onFilter({ [name]: value === '' ? undefined : value })}
        align="end"
        className="max-w-44"
      />
    </div>
  );
}
