import { useNavigate } from '@tanstack/react-router';
import { Blank } from '../shared/ui/Blank';
import { strings } from './strings';

/** An address that leads nowhere, and the way back. */
export function NowhereBlank() {
  const navigate = useNavigate();
  return <Blank title={strings.nowhere} action={{ label: strings.toList, run: () => void navigate({ to: '/' }) }} />;
}
