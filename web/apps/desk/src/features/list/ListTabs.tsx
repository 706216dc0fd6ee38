import type { ConversationCounts } from '@deskbell/protocol';
import { VisuallyHidden } from '@deskbell/ui';
import { TABS, type ListTab } from './filter';
import { strings } from './strings';

export interface ListTabsProps {
  tab: ListTab;
  counts: ConversationCounts | undefined;
  onTab: (tab: ListTab) => void;
}

/** Whose conversations: all of them, mine, or those that wait for somebody. */
export function ListTabs({ tab, counts, onTab }: ListTabsProps) {
  return (
    <div role="group" aria-label={strings.label} className="flex min-w-0 flex-1 gap-1">
      {TABS.map((one) => {
        const held = one === tab;
        return (
          <button
            key={one}
            type="button"
            aria-pressed={held}
            onClick={() => onTab(one)}
            className={`flex min-h-8 cursor-pointer pointer-coarse:min-h-10 items-center gap-1.5 rounded-control px-2.5 text-meta ${held ? 'bg-tint font-semibold text-ink' : 'font-medium text-muted hover:bg-sunken'}`}
          >
            <span aria-hidden="true">{strings.shortTabs[one]}</span>
            <VisuallyHidden>{strings.tabs[one]}</VisuallyHidden>
            {counts && <span className="db-figures text-label font-normal text-muted">{counts[one]}</span>}
          </button>
        );
      })}
    </div>
  );
}
