-- AlterTable
ALTER TABLE "Share" ADD COLUMN     "sessionId" UUID,
ALTER COLUMN "readingListId" DROP NOT NULL;

-- CreateIndex
CREATE INDEX "Share_teamId_sessionId_idx" ON "Share"("teamId", "sessionId");

-- AddForeignKey
ALTER TABLE "Share" ADD CONSTRAINT "Share_teamId_sessionId_fkey" FOREIGN KEY ("teamId", "sessionId") REFERENCES "Session"("teamId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

ALTER TABLE "Share" ADD CONSTRAINT "Share_subject"
  CHECK (num_nonnulls("readingListId", "sessionId") = 1);
