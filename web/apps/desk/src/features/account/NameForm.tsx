import { Button } from '@deskbell/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useDesk } from '../../shared/desk/context';
import { keys } from '../../shared/desk/queries';
import { say } from '../../shared/ui/toasts';
import { sentenceOf } from '../../shared/words/errors';
import { strings } from './strings';

/** Characters a name may have. */
const MOST = 120;

/** One's own name, to be changed. */
export function NameForm() {
  const { client, me, changeMe } = useDesk();
  const queries = useQueryClient();
  const [name, setName] = useState(me.name);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const changed = name.trim() !== me.name;

  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (!changed) return;
    if (name.trim() === '') return setProblem(strings.nameMissing);
    setBusy(true);
    try {
      const saved = await client.rest.renameAgent(me.id, name.trim());
      changeMe(saved);
      setName(saved.name);
      say(strings.saved);
      void queries.invalidateQueries({ queryKey: keys.agents });
    } catch (error) {
      setProblem(sentenceOf(error));
    }
    setBusy(false);
  };

  return (
    <form onSubmit={save} noValidate>
      <label className="block text-meta text-muted" htmlFor="own-name">
        {strings.name}
      </label>
      <div className="mt-1 flex flex-wrap gap-2">
        <input
          id="own-name"
          dir="auto"
          value={name}
          maxLength={MOST}
          autoComplete="name"
          aria-describedby="own-name-help"
          aria-invalid={problem !== null || undefined}
          onChange={(event) => {
            setName(event.target.value);
            setProblem(null);
          }}
          className="field min-w-40 flex-1"
        />
        <Button type="submit" aria-disabled={!changed || busy}>
          {strings.save}
        </Button>
      </div>
      <p id="own-name-help" role={problem ? 'alert' : undefined} className={`mt-1 text-label ${problem ? 'text-bad' : 'text-muted'}`}>
        {problem ?? strings.nameMeaning}
      </p>
    </form>
  );
}
