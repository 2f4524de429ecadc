-- AlterTable
ALTER TABLE "Revision" ADD COLUMN     "blockId" UUID;

-- CreateTable
CREATE TABLE "SummaryBlock" (
    "teamId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "sessionId" UUID NOT NULL,
    "annotationId" UUID,
    "bodySource" TEXT NOT NULL DEFAULT '',
    "bodyPlain" TEXT NOT NULL DEFAULT '',
    "bodyHtml" TEXT NOT NULL DEFAULT '',
    "rendererVersion" INTEGER NOT NULL DEFAULT 0,
    "orderKey" TEXT NOT NULL,
    "addedById" UUID NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "deletedAt" TIMESTAMPTZ(3),

    CONSTRAINT "SummaryBlock_pkey" PRIMARY KEY ("teamId","id")
);

-- CreateIndex
CREATE INDEX "SummaryBlock_teamId_sessionId_orderKey_idx" ON "SummaryBlock"("teamId", "sessionId", "orderKey");

-- CreateIndex
CREATE UNIQUE INDEX "SummaryBlock_teamId_annotationId_key" ON "SummaryBlock"("teamId", "annotationId");

-- CreateIndex
CREATE UNIQUE INDEX "Revision_teamId_blockId_number_key" ON "Revision"("teamId", "blockId", "number");

-- AddForeignKey
ALTER TABLE "Revision" ADD CONSTRAINT "Revision_teamId_blockId_fkey" FOREIGN KEY ("teamId", "blockId") REFERENCES "SummaryBlock"("teamId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SummaryBlock" ADD CONSTRAINT "SummaryBlock_teamId_sessionId_fkey" FOREIGN KEY ("teamId", "sessionId") REFERENCES "Session"("teamId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SummaryBlock" ADD CONSTRAINT "SummaryBlock_teamId_annotationId_fkey" FOREIGN KEY ("teamId", "annotationId") REFERENCES "Annotation"("teamId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SummaryBlock" ADD CONSTRAINT "SummaryBlock_teamId_addedById_fkey" FOREIGN KEY ("teamId", "addedById") REFERENCES "Membership"("teamId", "userId") ON DELETE NO ACTION ON UPDATE CASCADE;

-- Keys are compared byte by byte, as fractional-indexing makes them
ALTER TABLE "SummaryBlock" ALTER COLUMN "orderKey" TYPE TEXT COLLATE "C";

-- An annotation, or words of the team's own
ALTER TABLE "SummaryBlock" ADD CONSTRAINT "SummaryBlock_words_or_annotation"
  CHECK (("annotationId" IS NULL) = ("bodySource" <> ''));

ALTER TABLE "Revision" DROP CONSTRAINT "Revision_one_subject";
ALTER TABLE "Revision" ADD CONSTRAINT "Revision_one_subject"
  CHECK (num_nonnulls("annotationId", "commentId", "blockId") = 1);
