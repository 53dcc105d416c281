import type { DedupDecision } from '../../lib/model/dedup.ts';
import type { ClusterMember } from '../providers/dedup.tsx';

/** What the screen around a review knows of its texts. */
export interface MemberViews {
  /** Shows a text with all that is known of it. */
  readonly onOpen?: ((member: ClusterMember) => void) | undefined;
  /** Where a text comes from, in a few words. */
  readonly sourceOf?: ((member: ClusterMember) => string) | undefined;
}

export interface DoneViews {
  /** After texts were removed. */
  readonly onDone?: ((decision: DedupDecision) => void) | undefined;
}
