import type { Scope } from '@deskbell/protocol';
import { Icon } from '@deskbell/ui';
import { Search } from 'lucide-react';
import { Select, type Option } from '../fields/SelectField';
import { scopeWords } from '../kit/scopes';
import { useNarrowing } from '../pages/search';
import { strings } from './strings';

const SCOPES: readonly Option[] = [
  { value: '', words: strings.anyScope },
  ...(['everyone', 'team', 'own'] satisfies Scope[]).map((value) => ({ value, words: scopeWords[value] })),
];

/** What narrows the list of canned responses. */
export function Narrow() {
  const [{ q = '', scope = '' }, narrow] = useNarrowing();
  return (
    <div role="search" className="flex flex-wrap gap-2">
      <div className="relative min-w-48 flex-1">
        <span aria-hidden="true" className="pointer-events-none absolute inset-y-0 start-2.5 flex items-center text-faint">
          <Icon of={Search} />
        </span>
        <input
          type="search"
          dir="auto"
          value={q}
          aria-label={strings.search}
          placeholder={strings.search}
          onChange={(event) => narrow({ q: event.target.value })}
          className="field ps-8!"
        />
      </div>
      <Select aria-label={strings.scope} value={scope} options={SCOPES} onChange={(next) => narrow({ scope: next })} className="w-full two:w-48" />
    </div>
  );
}
