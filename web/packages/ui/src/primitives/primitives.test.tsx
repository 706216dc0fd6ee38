import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { createRef } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Avatar, Badge, Button, DaySeparator, Dot, hueOf, Icon, initials, Spinner, TICK_MS, TimeText } from '..';
import { avatarHues } from '../tokens/tokens';

afterEach(cleanup);

describe('a face', () => {
  it.each([
    ['Ana Ruiz', 'AR'],
    ['  ana   maria ruiz ', 'AR'],
    ['Bo', 'B'],
    ['李伟', '李'],
    ['👋 Ana', 'A'],
    ['"Li" (Wei)', 'LW'],
    ['', ''],
    ['🙂', ''],
  ])('%s is drawn as "%s"', (name, letters) => {
    expect(initials(name)).toBe(letters);
  });

  it('has a hue that stays with the name and is one of the calm ones', () => {
    expect(hueOf('Ana Ruiz')).toBe(hueOf('Ana Ruiz'));
    const hues = Array.from({ length: 1200 }, (_, at) => hueOf(`Person ${at}`));
    for (const hue of avatarHues) {
      const share = hues.filter((found) => found === hue).length;
      expect(share, `people of hue ${hue}`).toBeGreaterThan(60);
      expect(share, `people of hue ${hue}`).toBeLessThan(140);
    }
  });

  it('shows letters again when the picture fails, and tries a new picture', () => {
    const { container, rerender } = render(<Avatar name="Ana Ruiz" src="/a.png" />);
    fireEvent.error(container.querySelector('img')!);
    expect(container.textContent).toBe('AR');
    rerender(<Avatar name="Ana Ruiz" src="/b.png" />);
    expect(container.querySelector('img')?.getAttribute('src')).toBe('/b.png');
  });

  it('is decoration beside a name and speaks where it stands alone', () => {
    const { rerender } = render(<Avatar name="Ana" />);
    expect(screen.queryByRole('img')).toBeNull();
    rerender(<Avatar name="Ana" label="Ana" />);
    expect(screen.getByRole('img', { name: 'Ana' })).toBeTruthy();
  });
});

describe('marks', () => {
  it('a badge says its count in words and draws at most 99+', () => {
    const { container, rerender } = render(<Badge count={120} label="120 unread messages" />);
    expect(container.textContent).toBe('99+120 unread messages');
    rerender(<Badge count={0} label="" />);
    expect(container.innerHTML).toBe('');
  });

  it('a dot keeps its words', () => {
    render(<Dot tone="good">3 people here</Dot>);
    expect(screen.getByText('3 people here')).toBeTruthy();
  });

  it('an icon is silent unless it is given words', () => {
    const Shape = (props: object) => <svg {...props} />;
    const { container, rerender } = render(<Icon of={Shape} />);
    expect(container.querySelector('svg')?.getAttribute('aria-hidden')).toBe('true');
    rerender(<Icon of={Shape} label="Attach a file" />);
    expect(screen.getByText('Attach a file')).toBeTruthy();
  });

  it('a spinner says what is awaited', () => {
    render(<Spinner label="Loading messages" />);
    expect(screen.getByRole('status', { name: 'Loading messages' })).toBeTruthy();
  });
});

describe('a button', () => {
  it('submits nothing unless told to, and can be reached by a ref', () => {
    const ref = createRef<HTMLButtonElement>();
    render(<Button ref={ref}>Resolve</Button>);
    expect(ref.current?.type).toBe('button');
  });
});

describe('times', () => {
  beforeEach(() => void vi.useFakeTimers({ now: new Date(2026, 10, 21, 23, 58) }));
  afterEach(() => void vi.useRealTimers());

  it('move on while they are looked at, all from one timer', () => {
    const at = new Date(Date.now() - 30_000).toISOString();
    render(
      <>
        <TimeText at={at} locale="en" />
        <TimeText at={at} locale="en" format="long" />
      </>,
    );
    expect(vi.getTimerCount()).toBe(1);
    expect(screen.getByText('now', { selector: '[title^="Saturday, November 21, 2026"]:first-child' })).toBeTruthy();
    act(() => void vi.advanceTimersByTime(30_000 + TICK_MS));
    expect(screen.getByText('1m')).toBeTruthy();
    expect(screen.getByText('1 minute ago')).toBeTruthy();
    cleanup();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('a day becomes yesterday at midnight by itself', () => {
    render(<DaySeparator at={Date.now()} locale="en" />);
    expect(screen.getByRole('separator', { name: 'Today' })).toBeTruthy();
    act(() => void vi.advanceTimersByTime(3 * 60_000));
    expect(screen.getByRole('separator', { name: 'Yesterday' })).toBeTruthy();
  });

  it('draws nothing for a time that cannot be read', () => {
    const { container } = render(<TimeText at="soon" />);
    expect(container.innerHTML).toBe('');
  });
});
