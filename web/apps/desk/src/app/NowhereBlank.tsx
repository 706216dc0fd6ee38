import { useNavigate } from '@tanstack/react-router';
import { SignpostBig } from 'lucide-react';
import { Blank } from '../shared/ui/Blank';
import { strings } from './strings';

/** An address that leads nowhere, and the way back. */
export function NowhereBlank() {
  const navigate = useNavigate();
  return (
    <div className="grid h-full place-items-center">
      <Blank of={SignpostBig} title={strings.nowhere} action={{ label: strings.toList, run: () => void navigate({ to: '/' }) }} />
    </div>
  );
}
