import type { Conversation } from '@deskbell/protocol';
import { Button } from '@deskbell/ui';
import { useEffect, useRef, useState } from 'react';
import { useOperations } from '../../../shared/desk/operations';
import { strings } from '../strings';

/** Characters a description may have. */
const MOST = 5000;

/** What it is about at length, for colleagues. */
export function Description({ conversation }: { conversation: Conversation }) {
  const [editing, setEditing] = useState(false);
  const text = conversation.description ?? '';
  const closed = conversation.status === 'closed';
  if (closed && text === '') return null;
  return (
    <div className="mt-3">
      <h3 className="text-meta text-muted">{strings.description}</h3>
      {editing && <Editor conversation={conversation} leave={() => setEditing(false)} />}
      {!editing && closed && <p className="letter mt-1 text-meta">{text}</p>}
      {!editing && !closed && (
        <button
          type="button"
          onClick={() => setEditing(true)}
          className="mt-0.5 -mx-2 block w-[calc(100%+16px)] cursor-text rounded-control px-2 py-1.5 text-start text-meta hover:bg-sunken"
        >
          {text === '' ? <span className="text-faint">{strings.addDescription}</span> : <span className="letter block">{text}</span>}
        </button>
      )}
    </div>
  );
}

function Editor({ conversation, leave }: { conversation: Conversation; leave: () => void }) {
  const { patch } = useOperations();
  const [text, setText] = useState(conversation.description ?? '');
  const [busy, setBusy] = useState(false);
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(() => area.current?.focus(), []);
  const save = async () => {
    setBusy(true);
    if (await patch(conversation, { description: text.trim() === '' ? null : text })) leave();
    else setBusy(false);
  };
  return (
    <div className="mt-1">
      <textarea
        ref={area}
        dir="auto"
        rows={4}
        maxLength={MOST}
        value={text}
        aria-label={strings.description}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) void save();
          if (event.key !== 'Escape') return;
          leave();
          event.stopPropagation();
        }}
        className="field min-h-24 resize-y"
      />
      <div className="mt-1.5 flex justify-end gap-1.5">
        <Button tone="plain" size="small" onClick={leave}>
          {strings.cancel}
        </Button>
        <Button tone="action" size="small" disabled={busy} onClick={() => void save()}>
          {strings.save}
        </Button>
      </div>
    </div>
  );
}
