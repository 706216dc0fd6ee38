import type { Timeline } from '@deskbell/client';
import type { Conversation } from '@deskbell/protocol';
import { useLayoutEffect, useRef, useState, type RefObject } from 'react';
import { useDraft, writeDraft, type Draft } from '../../shared/desk/drafts';
import { useColleagues } from '../../shared/desk/queries';
import type { Mode } from './ModeSwitch';
import { measure, type Measure } from './rules';
import { strings } from './strings';
import { mentionsIn } from './suggest/fill';
import { inserted } from './suggest/trigger';
import { useSuggestions, type Suggestions } from './suggest/useSuggestions';
import { coded } from './tools/emojiKit';

/** A text being written, and everything that can be done with it. */
export interface Writing {
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly mode: Mode;
  readonly text: string;
  readonly measured: Measure;
  /** Why it was not taken. */
  readonly refusal: string | null;
  readonly suggestions: Suggestions | null;
  onText(text: string): void;
  onCaret(at: number): void;
  onMode(mode: Mode): void;
  /** Begins to ask for a saved reply where the caret stands. */
  askForCanned(): void;
  /** Puts an emoji where the caret stands. */
  addEmoji(emoji: string): void;
  send(): void;
}

/** The draft of a conversation under one's hands. */
export function useWriting(timeline: Timeline, conversation: Conversation): Writing {
  const { conversationId } = timeline;
  const draft = useDraft(conversationId);
  const colleagues = useColleagues();
  const [refusal, setRefusal] = useState<string | null>(null);
  const [caret, setCaret] = useState(0);
  const field = useRef<HTMLTextAreaElement>(null);
  const wanted = useRef<number | null>(null);
  // Before the next key is heard: whoever types on at once types on here.
  useLayoutEffect(() => {
    if (wanted.current === null) return;
    field.current?.setSelectionRange(wanted.current, wanted.current);
    wanted.current = null;
  });
  const { mode } = draft;
  const text = draft[mode];
  const measured = measure(text);

  const write = (change: Partial<Draft>) => {
    setRefusal(null);
    writeDraft(conversationId, change);
  };
  const onText = (next: string) => {
    write({ [mode]: next });
    // A note is nobody's business on the other side, not even that it is being written.
    if (mode === 'note') return;
    if (next === '') timeline.stopTyping();
    else timeline.typing();
  };
  /** Puts a text into the field and the caret where one goes on. */
  const place = (next: string, at: number) => {
    onText(next);
    setCaret(at);
    field.current?.focus();
    wanted.current = at;
  };
  const suggestions = useSuggestions({
    conversation,
    mode,
    text,
    caret,
    insert: (trigger, insert) => {
      const next = inserted(text, trigger, insert);
      place(next.text, next.caret);
    },
  });
  const askForCanned = () => {
    const at = field.current?.selectionStart ?? text.length;
    const slash = at === 0 || /\s/u.test(text[at - 1] ?? '') ? '/' : ' /';
    place(text.slice(0, at) + slash + text.slice(at), at + slash.length);
  };
  const addEmoji = (emoji: string) => {
    const [from, to] = [field.current?.selectionStart ?? text.length, field.current?.selectionEnd ?? text.length];
    place(text.slice(0, from) + emoji + text.slice(to), from + emoji.length);
  };
  const onMode = (next: Mode) => {
    timeline.stopTyping();
    write({ mode: next });
    field.current?.focus();
  };
  const send = () => {
    if (!measured.filled) return;
    if (measured.over > 0) return setRefusal(strings.over(measured.over));
    const said = coded(text);
    const taken = mode === 'note' ? timeline.note(said, mentionsIn(said, colleagues)) : timeline.send(said);
    if (taken.ok) write({ [mode]: '' });
    else setRefusal(taken.error.message);
    field.current?.focus();
  };
  return { field, mode, text, measured, refusal, suggestions, onText, onCaret: setCaret, onMode, askForCanned, addEmoji, send };
}
