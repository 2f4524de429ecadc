-- CreateEnum
CREATE TYPE "LinkFetch" AS ENUM ('none', 'waiting', 'done', 'failed');

-- CreateEnum
CREATE TYPE "LinkFetchError" AS ENUM ('refused', 'unreachable', 'certificate', 'timeout', 'redirects', 'missing', 'denied', 'broken', 'unreadable');

-- AlterTable
ALTER TABLE "Link" ADD COLUMN     "author" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "description" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "durationSeconds" INTEGER,
ADD COLUMN     "fetchError" "LinkFetchError",
ADD COLUMN     "fetchState" "LinkFetch" NOT NULL DEFAULT 'none',
ADD COLUMN     "fetchedAt" TIMESTAMPTZ(3),
ADD COLUMN     "titleTyped" BOOLEAN NOT NULL DEFAULT true;
