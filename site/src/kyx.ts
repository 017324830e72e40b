// The linter, which runs in a worker: the one place that talks to it.
import KyxWorker from "./worker?worker&inline";
import type { Answer, Message, Requests } from "./protocol";

interface Waiting {
  resolve: (answer: never) => void;
  reject: (error: Error) => void;
  progress?: (done: number) => void;
}
const waiting = new Map<number, Waiting>();
let last = 0;
let worker = start();

function start(): Worker {
  const started = new KyxWorker();
  started.addEventListener("message", ({ data }: MessageEvent<Answer>) => {
    const asked = waiting.get(data.id);
    if ("progress" in data) return asked?.progress?.(data.progress);
    waiting.delete(data.id);
    if ("error" in data) asked?.reject(new Error(data.error));
    else asked?.resolve(data.answer as never);
  });
  return started;
}

/** Asks the worker. `progress` is told the share that is done. What is cancelled answers `null`. */
export function ask<K extends keyof Requests>(
  name: K,
  ask: Requests[K]["ask"],
  progress?: (done: number) => void,
): Promise<Requests[K]["answer"] | null> {
  return new Promise((resolve, reject) => {
    last += 1;
    waiting.set(last, { resolve, reject, progress });
    worker.postMessage({ id: last, name, ask } as Message);
  });
}

/** Ends whatever the worker does, and starts another. */
export function cancel() {
  worker.terminate();
  worker = start();
  for (const { resolve } of waiting.values()) resolve(null as never);
  waiting.clear();
}
