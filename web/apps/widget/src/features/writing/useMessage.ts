import type { ErrorBody } from '@deskbell/protocol';
import { useCallback, useRef, useState, type RefObject } from 'react';
import { refusalWords, strings } from '../../strings';
import { fetchKit, NAMING, shortNames } from './emoji/EmojiSlot';
import { charactersLeft, isBlank } from './rules';

/** Takes a text; gives back why not when it stays where it is. */
export type Send = (text: string) => ErrorBody | null;

/** A message being written. */
export interface Message {
  readonly field: RefObject<HTMLTextAreaElement | null>;
  /** Why the last attempt to send was not taken. */
  readonly problem: string | null;
  readonly write: (text: string) => void;
  readonly send: () => void;
}

/** Takes what is written and sends it: blank texts are nothing, a refused one keeps its text, a sent one leaves. */
export function useMessage(text: string, onText: (text: string) => void, onSend: Send): Message {
  const field = useRef<HTMLTextAreaElement | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const write = useCallback(
    (next: string) => {
      setProblem(null);
      if (NAMING.test(next)) fetchKit().catch(() => undefined);
      onText(next);
    },
    [onText],
  );
  const send = () => {
    field.current?.focus();
    if (isBlank(text)) return;
    const left = charactersLeft(text) ?? 0;
    if (left < 0) return setProblem(strings.writing.over(-left));
    const refusal = onSend(shortNames.coded(text));
    if (refusal) setProblem(refusalWords(refusal));
    else write('');
  };
  return { field, problem, write, send };
}
