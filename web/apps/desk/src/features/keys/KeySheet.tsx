import { Sheet } from '../../shared/ui/Sheet';
import { bindings, isMac, printed, type Binding } from '../../shared/keys/bindings';

const GROUPS = [...new Set(bindings.map((binding) => binding.group))];
const strings = { title: 'Keys', then: 'then', or: 'or' } as const;

export interface KeySheetProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Every key and what it does. */
export function KeySheet({ open, onOpenChange }: KeySheetProps) {
  return (
    <Sheet open={open} onOpenChange={onOpenChange} title={strings.title} place="wide">
      <div className="gap-x-10 px-4 py-3 two:columns-2">
        {GROUPS.map((group) => (
          <section key={group} className="mb-4 break-inside-avoid-column">
            <h3 className="mb-1 text-label font-medium text-faint">{group}</h3>
            <dl>
              {bindings
                .filter((binding) => binding.group === group)
                .map((binding) => (
                  <KeyLine key={binding.id} binding={binding} />
                ))}
            </dl>
          </section>
        ))}
      </div>
    </Sheet>
  );
}

function KeyLine({ binding: { words, keys } }: { binding: Binding }) {
  return (
    <div className="flex min-h-8 items-center justify-between gap-4 text-meta">
      <dt>{words}</dt>
      <dd className="flex shrink-0 items-center gap-1.5 text-label text-muted">
        {keys.map((key, index) => (
          <span key={key} className="flex items-center gap-1.5">
            {index > 0 && strings.or}
            {printed(key, isMac()).map((press, place) => (
              <span key={press} className="flex items-center gap-1.5">
                {place > 0 && strings.then}
                <kbd className="key">{press}</kbd>
              </span>
            ))}
          </span>
        ))}
      </dd>
    </div>
  );
}
