import { describe, expect, it } from 'vitest';
import { refusal } from './layers.js';

const check = (file: string, specifier: string, isType = false) => refusal('/web', `/web/${file}`, specifier, isType);

describe('which room may import which', () => {
  it('lets arrows point down', () => {
    expect(check('packages/client/src/outbox.ts', '@deskbell/protocol')).toBeNull();
    expect(check('packages/react/src/useTimeline.ts', '@deskbell/client')).toBeNull();
    expect(check('apps/desk/src/app/main.tsx', '@deskbell/react')).toBeNull();
  });

  it('refuses arrows that point up or sideways', () => {
    expect(check('packages/client/src/outbox.ts', '@deskbell/react')).toContain('may not import');
    expect(check('packages/ui/src/Button.tsx', '@deskbell/client')).toContain('may not import');
    expect(check('apps/widget/src/main.tsx', '@deskbell/desk')).toContain('may not import');
    expect(check('packages/client/src/outbox.ts', 'react')).toContain('may not import');
  });

  it('refuses a way around the package name', () => {
    expect(check('apps/desk/src/main.tsx', '../../../packages/client/src/outbox')).toContain('package name');
  });

  it('lets features meet only in app/', () => {
    expect(check('apps/desk/src/features/list/Row.tsx', './row')).toBeNull();
    expect(check('apps/desk/src/features/list/parts/Row.tsx', '../model')).toBeNull();
    expect(check('apps/desk/src/features/list/Row.tsx', '../composer/Composer')).toContain('app/');
    expect(check('apps/desk/src/app/Shell.tsx', '../features/list/List')).toBeNull();
  });

  it('gives the loader nothing but types', () => {
    expect(check('apps/loader/src/main.ts', '@deskbell/protocol/frame', true)).toBeNull();
    expect(check('apps/loader/src/main.ts', '@deskbell/protocol/frame')).toContain('stands alone');
  });
});
