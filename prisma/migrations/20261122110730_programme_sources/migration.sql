-- CreateEnum
CREATE TYPE "SourceSchedule" AS ENUM ('off', 'hourly', 'daily');

-- AlterEnum
ALTER TYPE "ImportKind" ADD VALUE 'xcal';
ALTER TYPE "ImportKind" ADD VALUE 'sessionize';
ALTER TYPE "ImportKind" ADD VALUE 'sched_csv';
ALTER TYPE "ImportKind" ADD VALUE 'csv';

-- AlterEnum
ALTER TYPE "SourceKind" ADD VALUE 'xcal';
ALTER TYPE "SourceKind" ADD VALUE 'sessionize';
ALTER TYPE "SourceKind" ADD VALUE 'sched_csv';
ALTER TYPE "SourceKind" ADD VALUE 'csv';

-- AlterTable
ALTER TABLE "Source" ADD COLUMN     "checkedAt" TIMESTAMPTZ(3),
ADD COLUMN     "etag" TEXT,
ADD COLUMN     "failure" TEXT,
ADD COLUMN     "failures" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "lastModified" TEXT,
ADD COLUMN     "nextAt" TIMESTAMPTZ(3),
ADD COLUMN     "reading" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "schedule" "SourceSchedule" NOT NULL DEFAULT 'off',
ADD COLUMN     "scheduledById" UUID,
ADD COLUMN     "seenHash" TEXT;

-- CreateIndex
CREATE INDEX "Source_nextAt_idx" ON "Source"("nextAt");

-- AddForeignKey
ALTER TABLE "Source" ADD CONSTRAINT "Source_teamId_scheduledById_fkey" FOREIGN KEY ("teamId", "scheduledById") REFERENCES "Membership"("teamId", "userId") ON DELETE NO ACTION ON UPDATE CASCADE;
