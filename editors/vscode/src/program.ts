// Finds the `kyx` to run.
import { accessSync, constants, statSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, isAbsolute, join } from "node:path";

/** Where to look for `kyx`. */
export interface Places {
  /** The setting `kyx.path`; empty if it is not set. */
  setting: string;
  /** The folders of the workspace; none if the workspace is not trusted, since a program in it could be anything. */
  trustedFolders: string[];
  environment: NodeJS.ProcessEnv;
  platform: NodeJS.Platform;
}

/** The program, or why there is none. */
export type Found = { program: string } | { problem: string };

/** Finds `kyx` as set, or else in the `.venv` of a folder, or else on the `PATH`. */
export function findProgram({ setting, trustedFolders, environment, platform }: Places): Found {
  const isWindows = platform === "win32";
  if (setting !== "") {
    const program = setting.replace(/^~(?=[\\/])/, homedir());
    if (!isAbsolute(program)) return { problem: "The setting kyx.path is not an absolute path." };
    if (!isProgram(program)) return { problem: "The setting kyx.path does not name a program." };
    return { program };
  }
  const name = isWindows ? "kyx.exe" : "kyx";
  const inEnvironments = trustedFolders.map((folder) => join(folder, ".venv", isWindows ? "Scripts" : "bin", name));
  // The `Path` of Windows is found under any case.
  const path = (isWindows && environment["Path"]) || environment["PATH"] || "";
  // A relative entry would depend on the folder that the editor was started in.
  const onPath = path.split(delimiter).filter(isAbsolute).map((folder) => join(folder, name));
  const program = [...inEnvironments, ...onPath].find(isProgram);
  if (program === undefined) {
    return { problem: "kyx is not on the PATH. Install it, for example with `pip install kyx-schema`, or set kyx.path." };
  }
  return { program };
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
