import { useEffect, useState, type ReactNode } from 'react';
import { LoadingBubbles } from '../../features/conversation/LoadingBubbles';
import { Sentence } from '../../parts/Sentence';
import { strings } from '../../strings';

/** A part of the widget that has a file of its own. */
export interface Part<M> {
  /** Fetches it, or gives what was fetched; one that failed is tried anew by the next call. */
  load(): Promise<M>;
  /** Null until it was fetched. */
  readonly here: M | null;
}

/** Names a part by the import that fetches it. */
export function part<M>(fetch: () => Promise<M>): Part<M> {
  let here: M | null = null;
  return {
    load: async () => (here ??= await fetch()),
    get here() {
      return here;
    },
  };
}

/** Shows a part to those who come to it: its place while it is on its way, and a way on where it does not come. */
export function OnDemand<M>({ of, children }: { of: Part<M>; children: (loaded: M) => ReactNode }) {
  const [loaded, setLoaded] = useState(of.here);
  const [attempt, setAttempt] = useState<number | null>(0);
  useEffect(() => {
    if (attempt !== null && !loaded) of.load().then((it) => setLoaded(() => it), () => setAttempt(null));
  }, [of, attempt, loaded]);

  if (loaded) return children(loaded);
  if (attempt !== null) return <LoadingBubbles />;
  return <Sentence action={{ label: strings.tryAgain, run: () => setAttempt(1) }}>{strings.boot.unreachable}</Sentence>;
}
