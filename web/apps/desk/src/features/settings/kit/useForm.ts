import { useCallback, useEffect, useRef, useState } from 'react';
import { askForm } from './unsaved';
import { differing, problemOf, problemsOf, without, type Problems } from './problems';

/** How long it is said that something was saved, ms. */
const SAVED_MS = 6000;

/** Where saving stands. */
export type SaveState = 'clean' | 'changed' | 'saving' | 'saved' | 'refused';

export interface FormOptions<T extends object> {
  /** What the server has; fields nobody touched follow it. */
  initial: T;
  /** What is wrong before the server is asked, by field. */
  check?: (values: NoInfer<T>) => Problems;
  /** Gets what changed, and everything. Resolves when the server has it. */
  save: (patch: Partial<NoInfer<T>>, values: NoInfer<T>) => Promise<unknown>;
  /** Which field a `conflict` is about: the one that no two may have alike. */
  conflict?: keyof T & string;
  /** After it was saved, when nothing would be lost by leaving. */
  saved?: () => void;
}

/** What a field needs. */
export interface Bound<V> {
  value: V;
  onChange: (value: V) => void;
  error: string | undefined;
}

/** A part of the settings that is saved as one. */
export interface Form<T extends object> {
  readonly values: T;
  readonly state: SaveState;
  /** Why it was not saved, beside what stands at the fields. */
  readonly sentence: string | null;
  /** Grows with each refusal, so that the first wrong field can be shown. */
  readonly refusals: number;
  set(change: Partial<T>): void;
  field<K extends keyof T & string>(name: K): Bound<T[K]>;
  /** What is wrong with a field or anything in it: "hours", "hours.days.mon". */
  problem(name: string): string | undefined;
  submit(): Promise<void>;
  discard(): void;
}

/** Keeps what is being changed until it is saved or thrown away. */
export function useForm<T extends object>({ initial, check, save, conflict, saved }: FormOptions<T>): Form<T> {
  const [draft, setDraft] = useState<Partial<T>>({});
  const [problems, setProblems] = useState<Problems>({});
  const [phase, setPhase] = useState<'writing' | 'saving' | 'saved' | 'refused'>('writing');
  const [sentence, setSentence] = useState<string | null>(null);
  const [refusals, setRefusals] = useState(0);
  const values = { ...initial, ...draft };
  const patch = differing(initial, draft);
  const changed = Object.keys(patch).length > 0;
  const unsaved = useRef(false);
  useEffect(() => {
    unsaved.current = changed;
  }, [changed]);
  useEffect(() => askForm(() => unsaved.current), []);
  useEffect(() => {
    if (phase !== 'saved') return undefined;
    const timer = setTimeout(() => setPhase('writing'), SAVED_MS);
    return () => clearTimeout(timer);
  }, [phase]);

  const set = useCallback((change: Partial<T>) => {
    setDraft((before) => ({ ...before, ...change }));
    setProblems((before) => without(before, Object.keys(change)));
    setSentence(null);
    setPhase((before) => (before === 'saving' ? before : 'writing'));
  }, []);

  const refuse = (found: Problems, said: string | null) => {
    setProblems(found);
    setSentence(said);
    setPhase('refused');
    setRefusals((before) => before + 1);
  };

  const submit = async () => {
    if (!changed || phase === 'saving') return;
    const found = check?.(values) ?? {};
    if (Object.keys(found).length > 0) return refuse(found, null);
    setPhase('saving');
    setSentence(null);
    try {
      await save(patch, values);
    } catch (error) {
      const { fields, sentence: said } = problemsOf(error, Object.keys(values), conflict);
      return refuse(fields, said);
    }
    // What was written meanwhile stays to be saved.
    setDraft((now) => differing(patch as T, now));
    setProblems({});
    setPhase('saved');
    unsaved.current = false;
    saved?.();
  };

  const discard = () => {
    unsaved.current = false;
    setDraft({});
    setProblems({});
    setSentence(null);
    setPhase('writing');
  };
  const problem = (name: string) => problemOf(problems, name);
  const state = phase === 'saving' ? 'saving' : phase === 'refused' ? 'refused' : changed ? 'changed' : phase === 'saved' ? 'saved' : 'clean';
  return {
    values,
    state,
    sentence,
    refusals,
    set,
    field: (name) => ({ value: values[name], onChange: (value) => set({ [name]: value } as never), error: problem(name) }),
    problem,
    submit,
    discard,
  };
}
