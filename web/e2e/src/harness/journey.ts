/** One journey: told in a test, on a stage of its own; when it fails, what was to be seen is kept. */
import { inject, test } from 'vitest';
import { Scene } from './scene';

/** How a journey differs from the others. */
export interface JourneyOptions {
  /** The server's settings, as environment variables. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** Tells one journey. Its name is what a person does. */
export function journey(name: string, tell: (scene: Scene) => Promise<void>, options: JourneyOptions = {}): void {
  test(name, async () => {
    const scene = await Scene.open(inject('browserAddress'), options.settings ?? {});
    try {
      await tell(scene);
      scene.witness.assertNothingWrong();
    } catch (error) {
      const folder = await scene.witness.testify(scene.server.log);
      if (error instanceof Error) error.message += `\n\nWhat was to be seen is kept in ${folder}`;
      await scene.close().catch(() => undefined);
      throw error;
    }
    await scene.close();
  });
}
