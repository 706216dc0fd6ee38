import { Button } from '@deskbell/ui';
import { useRef } from 'react';
import { AreaField } from '../fields/AreaField';
import type { Bound } from '../kit/useForm';
import { strings } from './strings';
import { previewOf, variables } from './variables';

const LONGEST = 5000;

/** The text of a canned response, with what may be left open in it and how it then reads. */
export function ContentField({ value, onChange, error }: Bound<string>) {
  const area = useRef<HTMLTextAreaElement>(null);
  const put = (code: string) => {
    const field = area.current;
    if (!field) return;
    field.setRangeText(code, field.selectionStart, field.selectionEnd, 'end');
    onChange(field.value);
    field.focus();
  };
  const preview = previewOf(value);
  return (
    <div className="flex flex-col gap-3">
      <AreaField
        area={area}
        value={value}
        onChange={onChange}
        error={error}
        label={strings.content}
        hint={strings.contentHint}
        most={LONGEST}
        rows={5}
      />
      <div role="group" aria-label={strings.variables}>
        <p className="mb-1.5 text-label text-muted">{strings.variables}</p>
        <div className="flex flex-wrap gap-1.5">
          {variables.map(({ code, words }) => (
            <Button key={code} size="small" onClick={() => put(code)}>
              {words}
            </Button>
          ))}
        </div>
      </div>
      {preview !== value && (
        <div>
          <p className="mb-1 text-label text-muted">{strings.preview}</p>
          <p className="letter rounded-control bg-tint px-3 py-2 text-message">{preview}</p>
        </div>
      )}
    </div>
  );
}
