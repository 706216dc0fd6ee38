import { Link } from '@tanstack/react-router';

/** One part of a page that would be too long in one. */
export interface Part {
  /** As it stands in the address; the first part has none there. */
  id: string;
  words: string;
}

export interface PartsProps {
  label: string;
  parts: readonly Part[];
  /** Which one is shown. */
  shown: string;
}

/** The parts of a page, side by side; each has an address of its own. */
export function Parts({ label, parts, shown }: PartsProps) {
  return (
    <nav aria-label={label} className="-mx-4 overflow-x-auto px-4 two:mx-0 two:px-0">
      <ul className="flex w-max min-w-full border-b two:gap-1 border-line">
        {parts.map(({ id, words }, index) => (
          <li key={id}>
            <Link
              to="."
              search={(index === 0 ? {} : { part: id }) as never}
              activeOptions={{ exact: true }}
              aria-current={id === shown ? 'page' : undefined}
              className="-mb-px flex min-h-9 items-center border-b-2 border-transparent px-2 text-meta two:px-3 text-muted outline-offset-[-2px]! hover:text-ink pointer-coarse:min-h-11 aria-[current=page]:border-action aria-[current=page]:font-medium aria-[current=page]:text-ink"
            >
              {words}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
