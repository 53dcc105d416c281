'use client';

import { useRouter } from 'next/navigation';

/** Goes to the Play screen. */
export function useOpenPlay(): () => void {
  const router = useRouter();
  return () => router.push('/');
}
