import { PlayRoot } from './play-root.tsx';

export default function Page() {
  return <PlayRoot />;
}
