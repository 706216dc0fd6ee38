import { VisuallyHidden } from '@deskbell/ui';
import { Dialog } from 'radix-ui';
import { useId, useMemo, useState, type KeyboardEvent } from 'react';
import { perform } from '../../shared/keys/actions';
import { ChoiceLine } from './ChoiceLine';
import type { Choice, Place } from './find';
import { strings } from './strings';
import { useFound } from './useFound';

export interface PaletteProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  openConversation: (id: string) => void;
  /** Where one can go by name, when these words were typed. */
  placesFor: (words: string) => readonly Place[];
}

/** Finds anything: a conversation to go to, or something to do. */
export function Palette({ open, onOpenChange, openConversation, placesFor }: PaletteProps) {
  const choose = (choice: Choice) => {
    onOpenChange(false);
    if (choice.kind === 'conversation') openConversation(choice.conversation.id);
    // The dialog gives the focus back first, so that what follows may take it.
    else setTimeout(() => (choice.kind === 'place' ? choice.place.go() : perform(choice.binding.id)));
  };
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className="veil fixed inset-0 z-30" />
        <Dialog.Content
          aria-describedby={undefined}
          className="float fixed inset-x-3 top-[12vh] z-30 mx-auto flex max-h-[70vh] max-w-140 flex-col overflow-hidden rounded-card border border-line bg-surface shadow-float outline-none"
        >
          <VisuallyHidden>
            <Dialog.Title>{strings.title}</Dialog.Title>
          </VisuallyHidden>
          <Finder choose={choose} placesFor={placesFor} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Finder({ choose, placesFor }: Pick<PaletteProps, 'placesFor'> & { choose: (choice: Choice) => void }) {
  const [words, setWords] = useState('');
  const [at, setAt] = useState(0);
  const places = useMemo(() => placesFor(words), [placesFor, words]);
  const choices = useFound(words, places);
  const listId = useId();
  const chosen = Math.min(at, choices.length - 1);
  const current = choices[chosen];

  const pressed = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (by !== 0 && choices.length > 0) setAt((chosen + by + choices.length) % choices.length);
    else if (event.key === 'Enter' && !event.nativeEvent.isComposing && current) choose(current);
    else return;
    event.preventDefault();
  };

  return (
    <>
      <input
        role="combobox"
        aria-expanded="true"
        aria-controls={listId}
        aria-activedescendant={current ? `${listId}-${current.key}` : undefined}
        aria-label={strings.title}
        autoComplete="off"
        spellCheck={false}
        dir="auto"
        placeholder={strings.placeholder}
        value={words}
        onChange={(event) => {
          setWords(event.target.value);
          setAt(0);
        }}
        onKeyDown={pressed}
        className="h-12 shrink-0 border-b border-line bg-transparent px-4 text-message outline-none"
      />
      <ul id={listId} role="listbox" aria-label={strings.results} className="min-h-0 overflow-y-auto p-1.5 empty:hidden">
        {choices.map((choice, index) => (
          <ChoiceLine
            key={choice.key}
            id={`${listId}-${choice.key}`}
            choice={choice}
            chosen={index === chosen}
            onPoint={() => setAt(index)}
            onChoose={() => choose(choice)}
          />
        ))}
      </ul>
      {choices.length === 0 && <p className="px-4 py-6 text-center text-meta text-muted">{strings.nothing}</p>}
      <VisuallyHidden role="status">{strings.found(choices.length)}</VisuallyHidden>
    </>
  );
}
