import { cleanup, fireEvent, render, screen } from '@testing-library/preact';
import { useState } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Composer, type ComposerProps } from './Composer';
import { fetchKit } from './emoji/EmojiSlot';

afterEach(cleanup);

function Desk(props: Partial<ComposerProps>) {
  const [text, setText] = useState('');
  return (
    <Composer
      text={text}
      onText={setText}
      onSend={() => null}
      onTyping={() => undefined}
      onStopTyping={() => undefined}
      leaving={false}
      focus={false}
      {...props}
    />
  );
}

const field = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Write a message' });
const write = (value: string) => fireEvent.input(field(), { target: { value } });
const enter = (but: object = {}) => fireEvent.keyDown(field(), { key: 'Enter', keyCode: 13, ...but });

describe('the composer', () => {
  it('sends what was written as it was written, empties itself and keeps the keyboard', () => {
    const sent = vi.fn(() => null);
    render(<Desk onSend={sent} />);
    write('  Where is my order?\n');
    enter();
    expect(sent).toHaveBeenCalledExactlyOnceWith('  Where is my order?\n');
    expect(field().value).toBe('');
    expect(document.activeElement).toBe(field());
  });

  it('has a button that does the same', () => {
    const sent = vi.fn(() => null);
    render(<Desk onSend={sent} />);
    write('Hello');
    fireEvent.click(screen.getByRole('button', { name: 'Send' }));
    expect(sent).toHaveBeenCalledOnce();
    expect(document.activeElement).toBe(field());
  });

  it('ignores what is empty', () => {
    const sent = vi.fn(() => null);
    render(<Desk onSend={sent} />);
    write(' \n ');
    enter();
    expect(sent).not.toHaveBeenCalled();
    expect(screen.getByRole('button', { name: 'Send' }).getAttribute('aria-disabled')).toBe('true');
  });

  it('leaves Enter alone with Shift and while a word is composed', () => {
    const sent = vi.fn(() => null);
    render(<Desk onSend={sent} />);
    write('にほん');
    enter({ shiftKey: true });
    enter({ isComposing: true });
    enter({ keyCode: 229 });
    expect(sent).not.toHaveBeenCalled();
  });

  it('counts near the limit, refuses the 5,001st character before sending and keeps the text', () => {
    const sent = vi.fn(() => null);
    render(<Desk onSend={sent} />);
    write('a'.repeat(4990));
    expect(screen.getByRole('status').textContent).toBe('10 characters left');
    write('a'.repeat(5001));
    enter();
    expect(sent).not.toHaveBeenCalled();
    expect(screen.getByRole('alert').textContent).toBe('1 character too many. Shorten it to send it.');
    expect(field().value).toHaveLength(5001);
    expect(field().getAttribute('aria-invalid')).toBe('true');
  });

  it('keeps a text that was not taken, and says why until it is changed', () => {
    render(<Desk onSend={() => ({ code: 'overloaded', message: 'Busy.' })} />);
    write('Hello');
    enter();
    expect(field().value).toBe('Hello');
    expect(screen.getByRole('alert').textContent).toContain('Too much is going on');
    write('Hello!');
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('sends a name between colons as the emoji it stands for, and leaves times and smileys alone', async () => {
    const sent = vi.fn(() => null);
    render(<Desk onSend={sent} />);
    write('At 10:30:00 :) :tada:');
    await fetchKit();
    enter();
    expect(sent).toHaveBeenCalledExactlyOnceWith('At 10:30:00 :) 🎉');
  });

  it('tells that somebody types, and that they stopped', () => {
    const [typing, stopped] = [vi.fn(), vi.fn()];
    render(<Desk onTyping={typing} onStopTyping={stopped} />);
    write('H');
    expect(typing).toHaveBeenCalledOnce();
    write('');
    expect(stopped).toHaveBeenCalledOnce();
    fireEvent.blur(field());
    expect(stopped).toHaveBeenCalledTimes(2);
  });
});
