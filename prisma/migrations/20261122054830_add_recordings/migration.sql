-- AlterEnum
ALTER TYPE "FileKind" ADD VALUE 'recording';

-- AlterTable
ALTER TABLE "File" ALTER COLUMN "width" DROP NOT NULL,
ALTER COLUMN "height" DROP NOT NULL;

-- CreateTable
CREATE TABLE "Recording" (
    "teamId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "sessionId" UUID NOT NULL,
    "hash" TEXT NOT NULL,
    "mediaType" TEXT NOT NULL,
    "addedById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deletedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Recording_pkey" PRIMARY KEY ("teamId","id")
);

-- CreateIndex
CREATE INDEX "Recording_teamId_sessionId_idx" ON "Recording"("teamId", "sessionId");

-- CreateIndex
CREATE INDEX "Recording_teamId_hash_idx" ON "Recording"("teamId", "hash");

-- AddForeignKey
ALTER TABLE "Recording" ADD CONSTRAINT "Recording_teamId_sessionId_fkey" FOREIGN KEY ("teamId", "sessionId") REFERENCES "Session"("teamId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Recording" ADD CONSTRAINT "Recording_teamId_hash_fkey" FOREIGN KEY ("teamId", "hash") REFERENCES "File"("teamId", "hash") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Recording" ADD CONSTRAINT "Recording_teamId_addedById_fkey" FOREIGN KEY ("teamId", "addedById") REFERENCES "Membership"("teamId", "userId") ON DELETE NO ACTION ON UPDATE CASCADE;

-- At most one that is not in the trash
CREATE UNIQUE INDEX "Recording_current_key" ON "Recording"("teamId", "sessionId") WHERE "deletedAt" IS NULL;
