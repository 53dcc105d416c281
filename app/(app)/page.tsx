import { PlayScreen } from '../../components/play/play-screen.tsx';

export default function Page() {
  return <PlayScreen />;
}
