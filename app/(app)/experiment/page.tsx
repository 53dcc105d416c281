import type { Metadata } from 'next';
import { ExperimentScreen } from '../../../components/experiment/experiment-screen.tsx';

export const metadata: Metadata = { title: 'Experiment' };

export default function Page() {
  return <ExperimentScreen />;
}
