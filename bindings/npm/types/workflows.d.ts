// Generated from schemas/ by generate-types.mjs. Do not edit.

/**
 * The workflows that the platform documents, sorted by key.
 */
export type Workflows = WorkflowView[];

/**
 * A workflow that the platform documents.
 */
export interface WorkflowView {
  /**
   * Its capabilities, each chain in order of dependency; empty if the documents name none.
   */
  capabilities: string[][];
  /**
   * The channels that it supports: `API`, `SDK`, `WEB`; empty if the documents name none.
   */
  channels: string[];
  /**
   * The categories of credentials that it uses.
   */
  credentials: string[];
  /**
   * The channels on which the documents disagree.
   */
  doubtfulChannels: ChannelDoubt[];
  /**
   * Whether only older pages of the guide describe it: then requests that differ get warnings, not errors.
   */
  inferred: boolean;
  /**
   * The number that identifies it in requests.
   */
  key: number;
  /**
   * Its name.
   */
  name: string;
  /**
   * What it requires of a request.
   */
  needs: Requirement[];
  /**
   * What else the documents say about it.
   */
  notes: string[];
  /**
   * What must be true before, and cannot be checked in a request.
   */
  prerequisites: Requirement[];
  /**
   * The document that describes it.
   */
  source: string;
  /**
   * The categories of credentials that the account has afterwards; empty if the documents name none.
   */
  storedCredentials: string[];
}
/**
 * A channel on which the documents disagree.
 */
export interface ChannelDoubt {
  /**
   * The channel: `API`, `SDK` or `WEB`.
   */
  channel: string;
  /**
   * What the documents say.
   */
  reason: string;
}
/**
 * A requirement of a workflow.
 */
export interface Requirement {
  /**
   * The category of credentials that it is about, if any.
   */
  category?: string | null;
  /**
   * A name for programs, such as `update` or `on-file`.
   */
  name: string;
  /**
   * The requirement in words.
   */
  text: string;
}
