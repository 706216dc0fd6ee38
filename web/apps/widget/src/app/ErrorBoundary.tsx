import { Component, type ReactNode } from 'react';
import { Sentence } from '../parts/Sentence';
import { strings } from '../strings';

/** Should a screen break, a sentence and a way back stand in its place instead of nothing. */
export class ErrorBoundary extends Component<{ children?: ReactNode; onReset: () => void }, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override render() {
    if (!this.state.broken) return this.props.children;
    const again = () => {
      this.props.onReset();
      this.setState({ broken: false });
    };
    return <Sentence action={{ label: strings.boot.again, run: again }}>{strings.boot.broken}</Sentence>;
  }
}
