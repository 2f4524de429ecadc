-- AlterTable
ALTER TABLE "Entry" ADD COLUMN     "formerSectionId" UUID,
ADD COLUMN     "sectionId" UUID;

-- AlterTable
ALTER TABLE "ReadingList" ADD COLUMN     "copiedFromId" UUID;

-- CreateTable
CREATE TABLE "Section" (
    "teamId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "readingListId" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "orderKey" TEXT NOT NULL,
    "createdById" UUID NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "deletedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Section_pkey" PRIMARY KEY ("teamId","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Section_teamId_readingListId_id_key" ON "Section"("teamId", "readingListId", "id");

-- CreateIndex
CREATE INDEX "Entry_teamId_formerSectionId_idx" ON "Entry"("teamId", "formerSectionId");

-- CreateIndex
CREATE INDEX "ReadingList_teamId_copiedFromId_idx" ON "ReadingList"("teamId", "copiedFromId");

-- AddForeignKey
ALTER TABLE "ReadingList" ADD CONSTRAINT "ReadingList_teamId_copiedFromId_fkey" FOREIGN KEY ("teamId", "copiedFromId") REFERENCES "ReadingList"("teamId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Section" ADD CONSTRAINT "Section_teamId_readingListId_fkey" FOREIGN KEY ("teamId", "readingListId") REFERENCES "ReadingList"("teamId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Section" ADD CONSTRAINT "Section_teamId_createdById_fkey" FOREIGN KEY ("teamId", "createdById") REFERENCES "Membership"("teamId", "userId") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Entry" ADD CONSTRAINT "Entry_teamId_readingListId_sectionId_fkey" FOREIGN KEY ("teamId", "readingListId", "sectionId") REFERENCES "Section"("teamId", "readingListId", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "Entry" ADD CONSTRAINT "Entry_teamId_readingListId_formerSectionId_fkey" FOREIGN KEY ("teamId", "readingListId", "formerSectionId") REFERENCES "Section"("teamId", "readingListId", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- Keys are compared byte by byte, as fractional-indexing makes them
ALTER TABLE "Section" ALTER COLUMN "orderKey" TYPE TEXT COLLATE "C";
