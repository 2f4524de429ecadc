-- AlterTable
ALTER TABLE "Share" ADD COLUMN     "recapId" UUID;

-- CreateTable
CREATE TABLE "Recap" (
    "teamId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "conferenceId" UUID NOT NULL,
    "bodySource" TEXT NOT NULL DEFAULT '',
    "bodyPlain" TEXT NOT NULL DEFAULT '',
    "bodyHtml" TEXT NOT NULL DEFAULT '',
    "rendererVersion" INTEGER NOT NULL DEFAULT 0,
    "createdById" UUID NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Recap_pkey" PRIMARY KEY ("teamId","id")
);

-- CreateTable
CREATE TABLE "RecapSession" (
    "teamId" UUID NOT NULL,
    "recapId" UUID NOT NULL,
    "sessionId" UUID NOT NULL,
    "bodySource" TEXT NOT NULL DEFAULT '',
    "bodyPlain" TEXT NOT NULL DEFAULT '',
    "bodyHtml" TEXT NOT NULL DEFAULT '',
    "rendererVersion" INTEGER NOT NULL DEFAULT 0,
    "position" INTEGER,
    "revision" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "RecapSession_pkey" PRIMARY KEY ("teamId","recapId","sessionId")
);

-- CreateTable
CREATE TABLE "RecapItem" (
    "teamId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "recapId" UUID NOT NULL,
    "annotationId" UUID,
    "blockId" UUID,
    "addedById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "RecapItem_pkey" PRIMARY KEY ("teamId","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Recap_teamId_conferenceId_key" ON "Recap"("teamId", "conferenceId");

-- CreateIndex
CREATE INDEX "RecapSession_teamId_sessionId_idx" ON "RecapSession"("teamId", "sessionId");

-- CreateIndex
CREATE INDEX "RecapItem_teamId_annotationId_idx" ON "RecapItem"("teamId", "annotationId");

-- CreateIndex
CREATE INDEX "RecapItem_teamId_blockId_idx" ON "RecapItem"("teamId", "blockId");

-- CreateIndex
CREATE UNIQUE INDEX "RecapItem_teamId_recapId_annotationId_key" ON "RecapItem"("teamId", "recapId", "annotationId");

-- CreateIndex
CREATE UNIQUE INDEX "RecapItem_teamId_recapId_blockId_key" ON "RecapItem"("teamId", "recapId", "blockId");

-- CreateIndex
CREATE INDEX "Share_teamId_recapId_idx" ON "Share"("teamId", "recapId");

-- AddForeignKey
ALTER TABLE "Recap" ADD CONSTRAINT "Recap_teamId_conferenceId_fkey" FOREIGN KEY ("teamId", "conferenceId") REFERENCES "Conference"("teamId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Recap" ADD CONSTRAINT "Recap_teamId_createdById_fkey" FOREIGN KEY ("teamId", "createdById") REFERENCES "Membership"("teamId", "userId") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RecapSession" ADD CONSTRAINT "RecapSession_teamId_recapId_fkey" FOREIGN KEY ("teamId", "recapId") REFERENCES "Recap"("teamId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RecapSession" ADD CONSTRAINT "RecapSession_teamId_sessionId_fkey" FOREIGN KEY ("teamId", "sessionId") REFERENCES "Session"("teamId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RecapItem" ADD CONSTRAINT "RecapItem_teamId_recapId_fkey" FOREIGN KEY ("teamId", "recapId") REFERENCES "Recap"("teamId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RecapItem" ADD CONSTRAINT "RecapItem_teamId_annotationId_fkey" FOREIGN KEY ("teamId", "annotationId") REFERENCES "Annotation"("teamId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RecapItem" ADD CONSTRAINT "RecapItem_teamId_blockId_fkey" FOREIGN KEY ("teamId", "blockId") REFERENCES "SummaryBlock"("teamId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RecapItem" ADD CONSTRAINT "RecapItem_teamId_addedById_fkey" FOREIGN KEY ("teamId", "addedById") REFERENCES "Membership"("teamId", "userId") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Share" ADD CONSTRAINT "Share_teamId_recapId_fkey" FOREIGN KEY ("teamId", "recapId") REFERENCES "Recap"("teamId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

ALTER TABLE "RecapItem" ADD CONSTRAINT "RecapItem_subject"
  CHECK (num_nonnulls("annotationId", "blockId") = 1);

ALTER TABLE "Share" DROP CONSTRAINT "Share_subject", ADD CONSTRAINT "Share_subject"
  CHECK (num_nonnulls("readingListId", "sessionId", "recapId") = 1);
