import type { Metadata } from 'next';
import { HubScreen } from '../../../components/hub/hub-screen.tsx';

export const metadata: Metadata = { title: 'Personas' };

export default function Page() {
  return <HubScreen />;
}
