import type { ModelStatus } from '../providers/models.tsx';
import { Notice } from '../ui/notice.tsx';

/** What went wrong with a model, each with what to do next. */
export function ModelTrouble({ status }: { status: ModelStatus }) {
  const { engine, files, crashed } = status;
  return (
    <>
      {crashed && engine.status !== 'ready' && (
        <Notice tone="warn" title="Its last load never ended.">
          The tab was closed or crashed in the middle, perhaps for want of memory. It is not loaded by itself again, only
          by its button; a smaller model may be the better choice.
        </Notice>
      )}
      {engine.fault && (
        <Notice tone="bad" title={engine.fault.message}>
          {engine.fault.hint}
        </Notice>
      )}
      {files.fault && (
        <Notice tone="bad" title={files.fault.message}>
          {files.fault.hint}
        </Notice>
      )}
    </>
  );
}
