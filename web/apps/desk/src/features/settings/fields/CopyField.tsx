import { Button, Icon } from '@deskbell/ui';
import { Check, Copy } from 'lucide-react';
import { useId, useRef, useState } from 'react';
import { announce, say } from '../../../shared/ui/toasts';
import { strings } from '../kit/strings';

/** Something to be copied as it is. */
export function CopyField({ label, value, lines = false }: { label: string; value: string; lines?: boolean }) {
  const id = useId();
  const field = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    field.current?.select();
    try {
      await navigator.clipboard.writeText(value);
      setCopied(true);
      announce(strings.copied);
    } catch {
      say(strings.notCopied, { tone: 'bad' });
    }
  };
  const looks = {
    id,
    ref: field,
    readOnly: true,
    dir: 'ltr',
    value,
    spellCheck: false,
    onFocus: () => field.current?.select(),
    className: 'field font-mono! text-start min-w-0 flex-1 bg-sunken!',
  };
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-meta font-medium">
        {label}
      </label>
      <div className="flex flex-wrap items-start gap-2">
        {lines ? <textarea {...looks} rows={3} /> : <input {...looks} />}
        <Button onClick={() => void copy()}>
          <Icon of={copied ? Check : Copy} /> {copied ? strings.copied : strings.copy}
        </Button>
      </div>
    </div>
  );
}
