// The linter, which runs in a worker: the one place that talks to it.
import KyxWorker from "./worker?worker&inline";
import type { Answer, Message, Requests } from "./protocol";

const worker: Worker = new KyxWorker();
interface Waiting {
  resolve: (answer: never) => void;
  reject: (error: Error) => void;
  progress?: (done: number) => void;
}
const waiting = new Map<number, Waiting>();
let last = 0;

worker.addEventListener("message", ({ data }: MessageEvent<Answer>) => {
  const asked = waiting.get(data.id);
  if ("progress" in data) return asked?.progress?.(data.progress);
  waiting.delete(data.id);
  if ("error" in data) asked?.reject(new Error(data.error));
  else asked?.resolve(data.answer as never);
});

/** Asks the worker. `progress` is told the share that is done. */
export function ask<K extends keyof Requests>(
  name: K,
  ask: Requests[K]["ask"],
  progress?: (done: number) => void,
): Promise<Requests[K]["answer"]> {
  return new Promise((resolve, reject) => {
    last += 1;
    waiting.set(last, { resolve, reject, progress });
    worker.postMessage({ id: last, name, ask } as Message);
  });
}

/** Ends the check of a file of lines, which then answers `null`. */
export const cancel = () => worker.postMessage({ cancel: true } satisfies Message);
