import { PlayScreen } from '../../components/play/play-screen.tsx';
import { ShareGate } from '../../components/share/open/share-gate.tsx';

export default function Page() {
  return (
    <ShareGate>
      <PlayScreen />
    </ShareGate>
  );
}
